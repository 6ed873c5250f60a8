import { CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A code that a link had once. Nobody gets it again: what is printed with it must not lead to somebody else's page. */
@Entity('retired_link_codes')
export class RetiredLinkCodeEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'retired_link_codes_pkey' })
  code!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'retired_at' })
  retiredAt!: Date;
}
