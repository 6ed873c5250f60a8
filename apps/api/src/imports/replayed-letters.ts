import { DeadLetterEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository } from 'typeorm';

/** Dead letters that an import replays (docs/adr/0009-dead-letter-replay.md). Other imports have none. */
@Injectable()
export class ReplayedLetters {
  constructor(@InjectRepository(DeadLetterEntity) private readonly letters: Repository<DeadLetterEntity>) {}

  async claim(ids: string[], importId: string): Promise<void> {
    await this.letters.update({ id: In(ids), replayId: IsNull() }, { replayId: importId });
  }

  /** Their events are stored, or came back as letters with another reason. May be repeated. */
  async settle(importId: string): Promise<void> {
    await this.letters.delete({ replayId: importId });
  }

  async release(importId: string): Promise<void> {
    await this.letters.update({ replayId: importId }, { replayId: null });
  }
}
