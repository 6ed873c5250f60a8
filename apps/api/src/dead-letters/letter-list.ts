import type { DeadLetterEntity } from '@groundswell/postgres';
import type { ListSpec } from '../http/list-page.js';

/** How dead letters may be listed, and chosen for a replay. */
export const DEAD_LETTERS: ListSpec<DeadLetterEntity> = {
  fields: ['id', 'reason', 'topic', 'partition', 'offset', 'createdAt', 'replayId'],
  search: ['reason', 'detail', 'payload'],
  id: 'id',
};
