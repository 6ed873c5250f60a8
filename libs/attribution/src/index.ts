export * from './path.js';
export * from './attribution-error.js';
export * from './attribute.js';
export * from './journey/journey.js';
export * from './models/markov.js';
export * from './models/markov-steps.js';
export * from './models/shapley.js';
