import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A project's own rules of channels; null: those of the product. */
export class AddChannelRules1796083550000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE projects ADD COLUMN channel_rules jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE projects DROP COLUMN channel_rules`);
  }
}
