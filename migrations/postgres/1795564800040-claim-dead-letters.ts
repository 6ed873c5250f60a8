import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dead letters know the replay that took them; an import that goes sets them free. */
export class ClaimDeadLetters1795564800040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dead_letters
        ADD COLUMN replay_id uuid,
        ADD CONSTRAINT dead_letters_replay_id_fkey FOREIGN KEY (replay_id) REFERENCES imports (id) ON DELETE SET NULL
    `);
    await runner.query(
      `CREATE INDEX dead_letters_replay_id_idx ON dead_letters (replay_id) WHERE replay_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE dead_letters DROP COLUMN replay_id`);
  }
}
