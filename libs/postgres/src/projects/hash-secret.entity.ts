import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from './project.entity.js';

/** Key of the digests that stand for hashed fields: without it nobody can try out which values they stand for. */
@Entity('hash_secrets')
export class HashSecretEntity {
  @ForeignKey(() => ProjectEntity, { name: 'hash_secrets_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @Column('bytea')
  secret!: Buffer;
}
