import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { storableText } from '../storable/storable.js';

export interface DeadLetter {
  /** Null when the record could not even be read; a project that does not exist is kept as null. */
  projectId: number | null;
  topic: string;
  partition: number;
  offset: bigint;
  /** Machine-readable: `late`, `malformed`, … */
  reason: string;
  /** One sentence for a person. */
  detail: string;
  /** The record's value as text. */
  payload: string;
}

/**
 * Keeps the projects from being deleted until the letters are in. A statement of its own: one that waits here for a
 * deletion to end would go on with what it saw before, and take the project for one that never was.
 */
const HOLD = 'SELECT FROM projects WHERE id = ANY($1::int[]) ORDER BY id FOR KEY SHARE';
const ADD = `
  INSERT INTO dead_letters (project_id, topic, partition, "offset", reason, detail, payload)
  SELECT project.id, letter.topic, letter.partition, letter.place, letter.reason, letter.detail, letter.payload
  FROM unnest($1::int[], $2::text[], $3::int[], $4::bigint[], $5::text[], $6::text[], $7::text[])
    AS letter (project_id, topic, partition, place, reason, detail, payload)
  LEFT JOIN projects project ON project.id = letter.project_id
  WHERE NOT EXISTS (SELECT FROM deleted_projects gone WHERE gone.id = letter.project_id)
  ORDER BY letter.partition, letter.place
  ON CONFLICT (topic, partition, "offset") DO NOTHING`;

@Injectable()
export class DeadLetterStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Idempotent: a letter from the same place in the log is kept once. None is kept of a project that was deleted. */
  async add(letters: DeadLetter[]): Promise<void> {
    if (letters.length === 0) return;
    const projectIds = letters.map((letter) => letter.projectId);
    await this.dataSource.transaction(async (manager) => {
      await manager.query(HOLD, [projectIds]);
      await manager.query(ADD, [
        projectIds,
        letters.map((letter) => letter.topic),
        letters.map((letter) => letter.partition),
        letters.map((letter) => String(letter.offset)),
        letters.map((letter) => letter.reason),
        letters.map((letter) => storableText(letter.detail)),
        letters.map((letter) => storableText(letter.payload)),
      ]);
    });
  }
}
