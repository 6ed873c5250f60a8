/** Columns of a log that an import keeps as properties of its events. */
export const MOST_IMPORT_PROPERTIES = 200;
