import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Layers of before keep their hash, so that nobody whom an experiment of theirs has moves; new ones have the even one. */
export class HashLayers1796083871000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE experiment_layers ADD COLUMN hash_version smallint NOT NULL DEFAULT 1,
        ADD CONSTRAINT experiment_layers_hash_version_known CHECK (hash_version IN (1, 2))
    `);
    await runner.query('ALTER TABLE experiment_layers ALTER COLUMN hash_version SET DEFAULT 2');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE experiment_layers DROP COLUMN hash_version');
  }
}
