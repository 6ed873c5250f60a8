import type { FastifyHelmetOptions } from '@fastify/helmet';

/**
 * The admin loads its own scripts and nothing else; its component library writes style elements, so inline
 * styles are allowed while inline scripts are not. Pictures of creatives lie where their networks keep them, by https. No upgrade to https: it may be served plainly on a laptop.
 */
export const SECURITY_HEADERS: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // The collector's answers are read by pages of other origins.
  crossOriginResourcePolicy: false,
  crossOriginEmbedderPolicy: false,
  strictTransportSecurity: { maxAge: 15_552_000 },
};
