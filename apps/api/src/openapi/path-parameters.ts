import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = { parameters?: unknown[] };
const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Declares the parameters of a path that its handler does not take itself: the guard reads `projectId`. */
export function declarePathParameters(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const name of namesIn(path)) {
      for (const method of METHODS) declare(item[method], name);
    }
  }
  return document;
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

function declare(operation: Operation | undefined, name: string): void {
  if (!operation) return;
  const parameters = (operation.parameters ??= []);
  const isDeclared = parameters.some((one) => (one as { name?: unknown }).name === name);
  if (isDeclared) return;
  parameters.unshift({ name, in: 'path', required: true, schema: { type: 'integer' } });
}
