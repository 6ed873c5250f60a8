import { Post, applyDecorators } from '@nestjs/common';
import { type ZodDto, ZodResponse } from 'nestjs-zod';
import type { z } from 'zod';
import { Requires } from '../auth/access.decorators.js';

/**
 * `POST :id/<act>`, for who may experiment: what is done to one of a project's rows beside changing its fields. Answered with
 * 200 and the row as it is then; as with `ZodResponse`, a method that returns something else is an error of types.
 */
export function Act<T extends z.ZodType>(act: string, description: string, type: ZodDto<T, false>) {
  const answers = ZodResponse({ status: 200, description, type });
  const posts = applyDecorators(Post(`:id/${act}`), Requires('experiment'));
  type Method = NonNullable<Parameters<typeof answers>[2]>;
  return (target: object, key: string | symbol, descriptor: Method): void => {
    posts(target, key, descriptor as PropertyDescriptor);
    answers(target, key, descriptor);
  };
}
