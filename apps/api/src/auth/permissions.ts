import type { Role } from '@groundswell/contracts';

/**
 * What a member may do in a project. `read`: see everything that is measured. `report`: build reports and
 * annotations. `campaign`: campaigns, creatives, spend. `experiment`: flags and experiments, which change what the product
 * does. `manage`: settings, keys, members, imports, audit log. `own`: what touches the project as a whole.
 */
export type Permission = 'read' | 'report' | 'campaign' | 'experiment' | 'manage' | 'own';

const GRANTS: Record<Role, readonly Permission[]> = {
  owner: ['read', 'report', 'campaign', 'experiment', 'manage', 'own'],
  admin: ['read', 'report', 'campaign', 'experiment', 'manage'],
  analyst: ['read', 'report'],
  marketer: ['read', 'campaign'],
  viewer: ['read'],
};

export function isGranted(role: Role, permission: Permission): boolean {
  return GRANTS[role].includes(permission);
}

/** Roles that have a permission, most powerful first, for the sentence of a refusal. */
export function rolesWith(permission: Permission): Role[] {
  return (Object.keys(GRANTS) as Role[]).filter((role) => isGranted(role, permission));
}
