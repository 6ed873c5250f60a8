import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/**
 * Person `personId` counts as `rootPersonId` by the aliases that are active. Derived from them, kept so that lists
 * need not walk them and ClickHouse can be told; somebody whose aliases were all undone counts as themselves.
 */
@Entity('alias_members')
@Index('alias_members_root_idx', ['projectId', 'rootPersonId'])
@Index('alias_members_unpublished_idx', ['projectId'], { where: 'NOT published' })
export class AliasMemberEntity {
  @ForeignKey(() => ProjectEntity, { name: 'alias_members_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @PrimaryColumn('int', { name: 'person_id' })
  personId!: number;

  @Column('int', { name: 'root_person_id' })
  rootPersonId!: number;

  /** Of the same counter as merges: the highest one holds. */
  @Column('int')
  sequence!: number;

  /** False until ClickHouse has it. */
  @Column('boolean', { default: false })
  published!: boolean;
}
