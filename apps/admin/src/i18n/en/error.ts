export const error = {
  title: 'This could not be loaded',
  network: 'The server cannot be reached. Check the connection and try again.',
  notFound: 'There is nothing at this address.',
  notFoundTitle: 'Page not found',
  toOverview: 'To the overview',
  forbidden: 'Your role does not allow this.',
  unexpected: 'Something in this page broke. Reload it; if it happens again, tell whoever runs the server.',
  reload: 'Reload',
  imageFailed: 'The browser could not make an image of the chart.',
  copyFailed: 'The browser did not allow copying; select the text instead.',
};
