import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where guarded roll-outs stand. What SDKs are given changes with the round and with going back, as with the flag itself. */
export class GuardRollouts1796083800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rollout_guards (
        flag_id integer NOT NULL,
        rule_id text NOT NULL,
        project_id integer NOT NULL,
        compared text NOT NULL,
        round integer NOT NULL DEFAULT 1,
        since timestamptz NOT NULL,
        rolled_back_at timestamptz,
        look jsonb,
        next_look_at timestamptz NOT NULL,
        CONSTRAINT rollout_guards_pkey PRIMARY KEY (flag_id, rule_id),
        CONSTRAINT rollout_guards_round_positive CHECK (round >= 1),
        CONSTRAINT rollout_guards_flag_id_fkey FOREIGN KEY (flag_id) REFERENCES flags (id) ON DELETE CASCADE,
        CONSTRAINT rollout_guards_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
      )
    `);
    await runner.query(`
      CREATE TRIGGER rollout_guards_change_delivery AFTER UPDATE ON rollout_guards FOR EACH ROW
        WHEN ((OLD.round, OLD.rolled_back_at) IS DISTINCT FROM (NEW.round, NEW.rolled_back_at))
        EXECUTE FUNCTION raise_flag_version()
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE rollout_guards`);
  }
}
