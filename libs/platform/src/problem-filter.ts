import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { isOutage } from './outage.js';
import { ProblemException } from './problem-exception.js';

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): unknown;
}

/** Turns every error of the API into a problem body; the unexpected ones are logged and say nothing of their inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<Reply>();
    const problem = this.toProblem(error);
    if (problem.retryAfterSeconds) reply.header('retry-after', String(problem.retryAfterSeconds));
    void reply
      .status(problem.getStatus())
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem.toProblem()));
  }

  private toProblem(error: unknown): ProblemException {
    if (error instanceof ProblemException) return error;
    if (error instanceof HttpException) return new ProblemException(error.getStatus(), error.message);
    const status = (error as { statusCode?: unknown } | null)?.statusCode;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      return new ProblemException(
        status,
        error instanceof Error ? error.message : 'The request was refused.',
      );
    }
    if (isDuplicate(error))
      return new ProblemException(409, 'Somebody else made the same thing just now; read it again.').coded(
        'duplicate',
      );
    if (isOutage(error)) {
      this.logger.warn(`An engine is away: ${String(error)}`);
      return new ProblemException(
        503,
        'A part of the service cannot be reached now; try again.',
        undefined,
        5,
      ).coded('engine_away');
    }
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return new ProblemException(500, 'Something went wrong on our side; the log has the details.');
  }
}

/** PostgreSQL's unique violation, as TypeORM wraps it: two requests that made the same thing at once. */
function isDuplicate(error: unknown): boolean {
  return (error as { driverError?: { code?: unknown } } | null)?.driverError?.code === '23505';
}
