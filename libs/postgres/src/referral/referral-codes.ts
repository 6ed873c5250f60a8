import type { ReferralDefinition } from '@groundswell/contracts';
import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { DataSource } from 'typeorm';
import { CodeCache } from '../connection/code-cache.js';
import { type KeyedProject, keyedProject } from '../projects/keyed-project.js';
import { ProjectEntity } from '../projects/project.entity.js';
import { ReferralCodeEntity } from './referral-code.entity.js';
import { ReferralProgramEntity } from './referral-program.entity.js';

/** Without what looks alike when it is read aloud or typed. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 10;

export interface ReferralLink {
  project: KeyedProject;
  definition: ReferralDefinition;
  programName: string;
}

/** Codes of people's links: given once, and found again by whoever follows one. */
@Injectable()
export class ReferralCodes {
  private readonly found = new CodeCache<ReferralLink | null>(
    (code) => this.read(code),
    (link) => link !== null,
  );

  constructor(private readonly dataSource: DataSource) {}

  /** The code of the person in the programme: the same however often, and by however many at once, it is asked for. */
  async issue(program: { id: number; projectId: number }, distinctId: string): Promise<ReferralCodeEntity> {
    const rows = this.dataSource.getRepository(ReferralCodeEntity);
    await this.dataSource.query(
      `INSERT INTO referral_codes (code, program_id, project_id, distinct_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (program_id, distinct_id) DO NOTHING`,
      [newCode(), program.id, program.projectId, distinctId],
    );
    const issued = await rows.findOneByOrFail({ programId: program.id, distinctId });
    this.found.forget(issued.code);
    return issued;
  }

  /** Null for a code that nobody was given. Rejects when PostgreSQL is away and the code is not in memory. */
  async find(code: string): Promise<ReferralLink | null> {
    if (code.length !== LENGTH || [...code].some((letter) => !LETTERS.includes(letter))) return null;
    return this.found.find(code);
  }

  /** After a programme was changed in this process, so that its links follow at once. */
  forgetAll(): void {
    this.found.forgetAll();
  }

  private async read(code: string): Promise<ReferralLink | null> {
    const found = await this.dataSource.getRepository(ReferralCodeEntity).findOneBy({ code });
    if (!found) return null;
    const { programId, projectId } = found;
    const program = await this.dataSource.getRepository(ReferralProgramEntity).findOneBy({ id: programId });
    const project = await this.dataSource.getRepository(ProjectEntity).findOneBy({ id: projectId });
    if (!program || !project) return null;
    return {
      project: await keyedProject(this.dataSource, project),
      definition: program.definition,
      programName: program.name,
    };
  }
}

const newCode = () =>
  Array.from({ length: LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
