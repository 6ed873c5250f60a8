import type { FastifyReply } from 'fastify';

/** Text that the browser keeps as a file of this name. */
export function asCsvFile(reply: FastifyReply, name: string, text: string): string {
  void reply.header('content-type', 'text/csv; charset=utf-8');
  void reply.header('content-disposition', `attachment; filename="${name}.csv"`);
  return text;
}
