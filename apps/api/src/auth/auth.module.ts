import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditService } from '../audit/audit.service.js';
import { AccessGuard } from './access.guard.js';
import { AccountsService } from './accounts.service.js';
import { ApiTokensController } from './api-tokens.controller.js';
import { ApiTokensService } from './api-tokens.service.js';
import { AuthController } from './auth.controller.js';
import { Authenticator } from './authenticator.js';
import { CommandLineAccess } from './command-line-access.js';
import { LoginAttempts } from './login-attempts.js';
import { PasswordHasher } from './password-hasher.js';
import { ProjectAccessService } from './project-access.service.js';
import { SessionsService } from './sessions.service.js';

/** Who may do what: stands before every route under `/api`, also those of modules to come. */
@Global()
@Module({
  controllers: [ApiTokensController, AuthController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    AccountsService,
    ApiTokensService,
    AuditService,
    Authenticator,
    CommandLineAccess,
    LoginAttempts,
    PasswordHasher,
    ProjectAccessService,
    SessionsService,
  ],
  exports: [AccountsService, AuditService, CommandLineAccess, ProjectAccessService],
})
export class AuthModule {}
