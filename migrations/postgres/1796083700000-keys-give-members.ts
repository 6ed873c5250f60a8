import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Client keys are public unless somebody keeps one on a server, so by default they give out nobody's id. */
export class KeysGiveMembers1796083700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE project_keys ADD COLUMN gives_members boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE project_keys DROP COLUMN gives_members');
  }
}
