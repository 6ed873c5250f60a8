import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProjectKeyEntity } from '../projects/project-key.entity.js';

/** When an SDK last came with a client key. */
@Entity('client_key_uses')
export class ClientKeyUseEntity {
  @ForeignKey(() => ProjectKeyEntity, { name: 'client_key_uses_key_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'key_id' })
  keyId!: number;

  /** For what is evaluated by the SDK itself. */
  @Column('timestamptz', { name: 'fetched_at', nullable: true })
  fetchedAt!: Date | null;

  /** By us, for OFREP or remote evaluation. */
  @Column('timestamptz', { name: 'evaluated_at', nullable: true })
  evaluatedAt!: Date | null;
}
