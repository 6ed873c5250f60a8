/** Exit code 0 when this container's app says that it and its engines are ready. */
fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/ready`, { signal: AbortSignal.timeout(8_000) })
  .then(({ ok }) => process.exit(ok ? 0 : 1))
  .catch(() => process.exit(1));
