export * from './main.js';
export { StandaloneModule } from './standalone.module.js';
