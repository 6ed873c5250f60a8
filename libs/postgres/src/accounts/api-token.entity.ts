import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { UserEntity } from './user.entity.js';

/** `gs_…` bearer token: shown once, stored as SHA-256. */
@Entity('api_tokens')
@Unique('api_tokens_token_hash_key', ['tokenHash'])
export class ApiTokenEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @Index('api_tokens_user_id_idx')
  @ForeignKey(() => UserEntity, { name: 'api_tokens_user_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'user_id' })
  userId!: number;

  @Column('text')
  name!: string;

  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  /** `read` or `write`; empty means both. */
  @Column('text', { array: true })
  scopes!: string[];

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
