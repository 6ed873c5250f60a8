/** An item of the `batch` of Segment's HTTP API, as its SDKs send it. Treat as read-only: parts are shared. */
export interface SegmentMessage {
  type: 'page' | 'track' | 'identify';
  /** Name of a `track`. */
  event?: string;
  userId?: string;
  anonymousId?: string;
  messageId: string;
  /** ISO 8601 UTC with milliseconds. */
  timestamp: string;
  context: MessageContext;
  properties?: Record<string, unknown>;
  traits?: Record<string, unknown>;
}

export interface MessageContext extends DeviceContext {
  sessionId?: string;
  page?: { path: string; url: string; title: string; referrer?: string };
  campaign?: { source: string; medium: string; name: string; content?: string; term?: string };
}

/** What all messages from one kind of device have in common. */
export interface DeviceContext {
  platform: 'web' | 'ios' | 'android' | 'mini_program' | 'server';
  library: { name: string; version: string };
  userAgent?: string;
  device?: { type: string; manufacturer: string; model: string };
  os?: { name: string; version: string };
  app?: { name: string; version: string };
  locale?: string;
  location?: { country: string };
}
