import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes of links, one for each person and programme. */
export class CreateReferralCodes1795910400121 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE referral_codes (
        code text NOT NULL,
        program_id integer NOT NULL,
        project_id integer NOT NULL,
        distinct_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT referral_codes_pkey PRIMARY KEY (code),
        CONSTRAINT referral_codes_program_id_distinct_id_key UNIQUE (program_id, distinct_id),
        CONSTRAINT referral_codes_program_id_fkey FOREIGN KEY (program_id) REFERENCES referral_programs (id) ON DELETE CASCADE
      )
    `);
    await runner.query(
      `CREATE INDEX referral_codes_project_id_distinct_id_idx ON referral_codes (project_id, distinct_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE referral_codes`);
  }
}
