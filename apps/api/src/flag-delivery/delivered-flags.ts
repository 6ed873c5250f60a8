import { isOutage } from '@groundswell/platform';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type Delivered, deliver } from './delivered.js';
import { FlagSource, type ProjectFlags } from './flag-source.js';

/** How often it is looked whether something changed: what SDKs are given is at most this old, and a little. */
const LOOK_MS = 500;
const MAX_PROJECTS = 2_000;

interface Held {
  project: ProjectFlags;
  byEnvironment: Map<string, Delivered>;
}

type Listener = (delivered: Delivered) => void;

/**
 * What SDKs are given, in memory for those projects that are asked for. It is looked for changes by the version that
 * PostgreSQL counts; while PostgreSQL is away what is known stays, and what is not known is an error, never empty.
 */
@Injectable()
export class DeliveredFlags implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Flags');
  private readonly held = new LRUCache<number, Held>({ max: MAX_PROJECTS });
  private readonly reading = new Map<number, Promise<Held>>();
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(private readonly source: FlagSource) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.looking;
  }

  /** Rejects while PostgreSQL is away and the project is not known. */
  async of(projectId: number, environment: string): Promise<Delivered> {
    const held = this.held.get(projectId) ?? (await this.read(projectId));
    return this.current(projectId, held, environment);
  }

  /** Is called with what is new of an environment that was asked for. @returns what ends that */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Those who ask at the same time for what is not in memory wait for one reading. */
  private read(projectId: number): Promise<Held> {
    const reading = this.reading.get(projectId) ?? this.readNow(projectId);
    this.reading.set(projectId, reading);
    return reading;
  }

  private async readNow(projectId: number): Promise<Held> {
    try {
      const held = { project: await this.source.read(projectId), byEnvironment: new Map() };
      this.held.set(projectId, held);
      return held;
    } finally {
      this.reading.delete(projectId);
    }
  }

  private current(projectId: number, { project, byEnvironment }: Held, environment: string): Delivered {
    const known = byEnvironment.get(environment);
    if (known && known.nextChange > Date.now()) return known;
    const delivered = deliver(projectId, project, environment, new Date());
    byEnvironment.set(environment, delivered);
    return delivered;
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => this.schedule());
    }, LOOK_MS).unref();
  }

  private async look(): Promise<void> {
    try {
      this.followSchedules();
      await this.followChanges();
    } catch (error) {
      if (!isOutage(error) && !this.isStopped) this.logger.error(`Flags cannot be read: ${String(error)}`);
    }
  }

  private async followChanges(): Promise<void> {
    const projectIds = [...this.held.keys()];
    if (projectIds.length === 0) return;
    const versions = await this.source.versions(projectIds);
    for (const projectId of projectIds) {
      const held = this.held.peek(projectId);
      const version = this.source.versionIn(versions, projectId);
      if (held && held.project.version !== version) await this.replace(projectId, held);
    }
  }

  private async replace(projectId: number, held: Held): Promise<void> {
    held.project = await this.source.read(projectId);
    for (const [environment, before] of [...held.byEnvironment]) {
      held.byEnvironment.delete(environment);
      this.tell(before, this.current(projectId, held, environment));
    }
  }

  private followSchedules(): void {
    for (const [projectId, held] of this.held.entries()) {
      for (const [environment, before] of [...held.byEnvironment]) {
        if (before.nextChange <= Date.now()) this.tell(before, this.current(projectId, held, environment));
      }
    }
  }

  private tell(before: Delivered, now: Delivered): void {
    if (before.etag === now.etag) return;
    for (const listener of this.listeners) listener(now);
  }
}
