import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Campaigns and their parts that are out of use stay in reports and leave the lists. */
export class ArchiveCampaignNodes1796083500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE campaign_nodes ADD COLUMN archived boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE campaign_nodes DROP COLUMN archived`);
  }
}
