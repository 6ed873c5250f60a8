export * from './main.js';
export { StandaloneModule } from './standalone.module.js';
export { DemoAds } from './demo/demo-ads.js';
export { DemoExperiments } from './demo/demo-experiments.js';
export { DemoProject } from './demo/demo-project.js';
export { trialRecords } from './demo/demo-records.js';
