import { ReferralProgramEntity } from '@groundswell/postgres';
import type { Resource } from '../resources/project-rows.js';

export const PROGRAMS: Resource<ReferralProgramEntity> = {
  entity: ReferralProgramEntity,
  name: 'referralProgram',
  path: 'referralPrograms',
};
