import { patternOf } from '@groundswell/attribution';
import type { ChannelCondition } from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';

/** Whether a condition of a rule holds. @param text in small letters; an array of names for `clickId` */
export function conditionExpression(condition: ChannelCondition, text: string, bindings: Bindings): string {
  const { field, operator, values } = condition;
  const none = field === 'clickId' ? `empty(${text})` : `${text} = ''`;
  const found = () =>
    field === 'clickId'
      ? `hasAny(${text}, ${bindings.bind(values, 'Array(String)')})`
      : `match(${text}, ${bindings.bind(patternOf(condition), 'String')})`;
  switch (operator) {
    case 'isSet':
      return `NOT (${none})`;
    case 'isNotSet':
      return `(${none})`;
    case 'isNot':
      return `NOT ${found()}`;
    case 'is':
    case 'isNamed':
      return found();
  }
}
