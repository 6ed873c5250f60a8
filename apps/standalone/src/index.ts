export * from './main.js';
export { StandaloneModule } from './standalone.module.js';
export { DemoAds } from './demo/demo-ads.js';
