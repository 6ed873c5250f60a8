/** Values of a breakdown beyond this many are put together as `(other)`. */
export const MOST_VALUES = 50;
export const OTHER = '(other)';
export const NONE = '(none)';
