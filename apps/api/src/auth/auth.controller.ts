import { ProblemException } from '@groundswell/platform';
import type { UserEntity } from '@groundswell/postgres';
import { Body, Get, HttpCode, Patch, Post, Req, Res } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiController } from '../http/api-controller.js';
import { Caller, Public } from './access.decorators.js';
import { AccountsService, normaliseEmail } from './accounts.service.js';
import { ChangeMeDto, LoginAnswerDto, LoginDto, MeDto } from './auth.dto.js';
import { Authenticator } from './authenticator.js';
import { LoginAttempts } from './login-attempts.js';
import type { Principal } from './principal.js';
import { ProjectAccessService } from './project-access.service.js';
import { isSameOrigin } from './same-origin.js';
import { clearSessionCookie, setSessionCookie } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';

@ApiController('auth', 'Sign-in')
export class AuthController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly attempts: LoginAttempts,
    private readonly access: ProjectAccessService,
    private readonly authenticator: Authenticator,
  ) {}

  @Post('login')
  @Public()
  @ZodResponse({ status: 200, description: 'Signed in; also sets the session cookie.', type: LoginAnswerDto })
  async login(
    @Body() { email, password }: LoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    // A foreign page could otherwise sign its visitor in to an account of its own.
    if (!isSameOrigin(request)) throw new ProblemException(403, 'Sign in from our own pages.');
    const user = await this.authenticate(request.ip, email, password);
    const session = await this.sessions.open(user.id);
    setSessionCookie(request, reply, session);
    return {
      accessToken: session.accessToken,
      expiresAt: session.expiresAt.toISOString(),
      user: await this.describe(user),
    };
  }

  @Post('logout')
  @Public()
  @HttpCode(204)
  async logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (!isSameOrigin(request)) throw new ProblemException(403, 'Sign out from our own pages.');
    const principal = await this.authenticator.identify(request);
    if (principal?.sessionHash) await this.sessions.close(principal.sessionHash);
    clearSessionCookie(request, reply);
  }

  @Get('me')
  @ZodResponse({ status: 200, description: 'Who is signed in.', type: MeDto })
  me(@Caller() { user }: Principal) {
    return this.describe(user);
  }

  @Patch('me')
  @ZodResponse({ status: 200, description: 'Changed; a new password ends all other sessions.', type: MeDto })
  async changeMe(@Body() change: ChangeMeDto, @Caller() caller: Principal) {
    const { user } = caller;
    if (caller.via === 'apiToken') throw new ProblemException(403, 'An API token cannot change the account.');
    if (change.password !== undefined) {
      await this.accounts.changePassword(user, change.currentPassword ?? '', change.password);
      await this.sessions.closeOthers(user.id, caller.sessionHash);
    }
    if (change.name !== undefined) await this.accounts.rename(user, change.name);
    return this.describe({ ...user, name: change.name ?? user.name });
  }

  private async authenticate(address: string, email: string, password: string): Promise<UserEntity> {
    const account = normaliseEmail(email);
    const wait = this.attempts.begin(address, account);
    if (wait > 0) {
      const detail = `Too many failed sign-ins. Try again in ${wait} seconds.`;
      throw new ProblemException(429, detail, undefined, wait);
    }
    const user = await this.accounts.authenticate(account, password);
    if (!user) throw new ProblemException(401, 'E-mail or password is not right.');
    this.attempts.succeeded(address, account);
    return user;
  }

  private async describe(user: UserEntity) {
    const memberships = await this.access.memberships(user.id);
    return {
      id: user.id,
      email: user.email,
      name: user.name,
      memberships: memberships.map(({ projectId, role }) => ({ projectId, role })),
    };
  }
}
