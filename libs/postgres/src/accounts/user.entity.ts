import { Check, Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Entity('users')
@Unique('users_email_key', ['email'])
@Check('users_email_lower_case', 'email = lower(email)')
export class UserEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  /** Lower-cased before it is stored; unique. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  /** argon2id, PHC string. */
  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
