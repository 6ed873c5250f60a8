import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** Key of the hashes of erased ids: without it nobody can try out which ids they stand for. Made with the first erasure. */
@Entity('erasure_secrets')
export class ErasureSecretEntity {
  @ForeignKey(() => ProjectEntity, { name: 'erasure_secrets_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @Column('bytea')
  secret!: Buffer;
}
