import { Controller, applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../openapi/problem-responses.js';

/** A controller under `/api/<path>`, described in the OpenAPI document under `tag`. */
export function ApiController(path: string, tag: string): ClassDecorator {
  return applyDecorators(
    Controller(`api/${path}`),
    ApiTags(tag),
    ApiBearerAuth(),
    ApiCookieAuth(),
    ApiProblems(),
  );
}
