import type { Role } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { generatePassword, MemberEntity, UserEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccountsService } from '../auth/accounts.service.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import type { MemberView, NewMemberDto } from './member.dto.js';

/** Only owners make and unmake owners, and a project always keeps one. */
@Injectable()
export class MembersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
  ) {}

  async list(projectId: number): Promise<MemberView[]> {
    const rows = await this.dataSource
      .createQueryBuilder(MemberEntity, 'member')
      .innerJoin(UserEntity, 'account', 'account.id = member.userId')
      .select([
        'account.id AS id',
        'account.email AS email',
        'account.name AS name',
        'member.role AS role',
        'member.createdAt AS created_at',
      ])
      .where('member.projectId = :projectId', { projectId })
      .orderBy('account.id')
      .getRawMany<Omit<MemberView, 'createdAt'> & { created_at: Date }>();
    return rows.map(({ created_at, ...member }) => ({ ...member, createdAt: created_at.toISOString() }));
  }

  /** @throws ProblemException 404 */
  async get(projectId: number, userId: number): Promise<MemberView> {
    const member = (await this.list(projectId)).find(({ id }) => id === userId);
    if (!member) throw new ProblemException(404, `This project has no member ${userId}.`);
    return member;
  }

  /** Makes the account when the e-mail has none; `password` is returned only when it was made here. */
  async add(
    access: ProjectAccess,
    input: NewMemberDto,
    caller: Principal,
  ): Promise<{ userId: number; password?: string }> {
    if (input.role === 'owner') mustBeOwner(access.role);
    const known = await this.accounts.byEmail(input.email);
    if (known && input.password !== undefined) {
      const message = 'this e-mail has an account already; leave the password out';
      throw new ProblemException(409, `password: ${message}.`, [{ path: 'password', message }]);
    }
    const password = input.password ?? generatePassword();
    const user =
      known ?? (await this.accounts.create({ ...input, name: input.name ?? input.email, password }));
    await this.join(access.project.id, user, input.role, caller);
    return known || input.password !== undefined ? { userId: user.id } : { userId: user.id, password };
  }

  changeRole(access: ProjectAccess, userId: number, role: Role, caller: Principal): Promise<void> {
    return this.changing(access, userId, async (manager, member) => {
      if (role === 'owner') mustBeOwner(access.role);
      if (member.role === 'owner' && role !== 'owner') await mustNotBeLastOwner(manager, member);
      const key = { projectId: member.projectId, userId };
      await manager.update(MemberEntity, key, { role });
      const detail = { from: member.role, to: role };
      await this.audit.record(
        caller,
        member.projectId,
        'member.update',
        `members/${userId}`,
        detail,
        manager,
      );
    });
  }

  remove(access: ProjectAccess, userId: number, caller: Principal): Promise<void> {
    return this.changing(access, userId, async (manager, member) => {
      if (member.role === 'owner') await mustNotBeLastOwner(manager, member);
      await manager.delete(MemberEntity, { projectId: member.projectId, userId });
      const detail = { role: member.role };
      await this.audit.record(
        caller,
        member.projectId,
        'member.remove',
        `members/${userId}`,
        detail,
        manager,
      );
    });
  }

  private async join(projectId: number, user: UserEntity, role: Role, caller: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const inserted = await manager
        .createQueryBuilder()
        .insert()
        .into(MemberEntity)
        .values({ projectId, userId: user.id, role })
        .orIgnore()
        .returning('user_id')
        .execute();
      if ((inserted.raw as unknown[]).length === 0) {
        throw new ProblemException(409, `${user.email} is a member already; change the role instead.`).coded(
          'member_exists',
          { email: user.email },
        );
      }
      const detail = { email: user.email, role };
      await this.audit.record(caller, projectId, 'member.add', `members/${user.id}`, detail, manager);
    });
  }

  /** Locks all members of the project, so that two owners cannot remove each other at once. */
  private changing(
    { project, role }: ProjectAccess,
    userId: number,
    change: (manager: EntityManager, member: MemberEntity) => Promise<void>,
  ): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const members = await manager.find(MemberEntity, {
        where: { projectId: project.id },
        order: { userId: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      const member = members.find((one) => one.userId === userId);
      if (!member) throw new ProblemException(404, `This project has no member ${userId}.`);
      if (member.role === 'owner') mustBeOwner(role);
      await change(manager, member);
    });
  }
}

function mustBeOwner(role: Role): void {
  if (role !== 'owner')
    throw new ProblemException(403, 'Only an owner can make, change or remove owners.').coded('owners_only');
}

async function mustNotBeLastOwner(manager: EntityManager, { projectId }: MemberEntity): Promise<void> {
  const owners = await manager.countBy(MemberEntity, { projectId, role: 'owner' });
  if (owners > 1) return;
  throw new ProblemException(
    409,
    'This is the last owner of the project; make somebody else an owner first.',
  ).coded('last_owner');
}
