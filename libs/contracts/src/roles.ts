export const ROLES = ['owner', 'admin', 'analyst', 'marketer', 'viewer'] as const;
export type Role = (typeof ROLES)[number];
