/** An item of `/v1/batch` as a Segment SDK sends it. */
export interface SegmentMessage {
  type: 'track' | 'page' | 'identify';
  messageId: string;
  /** ISO 8601 UTC. */
  timestamp: string;
  userId?: string;
  anonymousId?: string;
  event?: string;
  context: Record<string, unknown>;
  properties?: Record<string, unknown>;
  traits?: Record<string, unknown>;
}
