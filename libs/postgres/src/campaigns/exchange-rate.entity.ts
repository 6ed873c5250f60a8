import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** On a day, one `base` is `rate` of `quote`. */
@Entity('exchange_rates')
@Unique('exchange_rates_pair_key', ['projectId', 'day', 'base', 'quote'])
@Check('exchange_rates_positive', `rate > 0`)
export class ExchangeRateEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'exchange_rates_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('date')
  day!: string;

  @Column('text')
  base!: string;

  @Column('text')
  quote!: string;

  @Column('double precision')
  rate!: number;
}
