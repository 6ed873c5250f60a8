export { ApiModule } from './api.module.js';
export { configureApi } from './configure-api.js';
export { serveAdmin } from './http/serve-admin.js';
export { openApiDocument } from './openapi/openapi.js';
export { AccountsService, type Credentials } from './auth/accounts.service.js';
export { CommandLineAccess } from './auth/command-line-access.js';
export { ProjectsService, type CreatedProject } from './projects/projects.service.js';
export type { NewProject } from './projects/project.dto.js';
export { ErasureJob, type ErasedLog } from './erasure/erasure-job.js';
