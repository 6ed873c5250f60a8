/** What of kafkajs 2.2.4, its last release, is reached behind its public face. */
declare module 'kafkajs/src/protocol/requests/produce' {
  interface ProduceArguments {
    acks: number;
    timeout: number;
    transactionalId?: string | null;
    producerId?: { value: bigint };
    producerEpoch?: number;
    compression?: number;
    topicData: {
      topic: string;
      partitions: { partition: number; firstSequence: number; messages: object[] }[];
    }[];
  }
  interface ProduceRequest {
    apiVersion: number;
    encode(): Promise<{ buf: Buffer; buffer: Buffer }>;
  }
  type Make = (args: ProduceArguments) => { request: ProduceRequest; response: unknown };
  const definition: { versions: string[]; protocol(asked: { version: number }): Make };
  export = definition;
}
