import { CONFIG, type Config, SecretBox, secretKey } from '@groundswell/platform';
import { Module } from '@nestjs/common';

/** The box that secrets are kept in, for whatever must give them back to another service. */
@Module({
  providers: [
    {
      provide: SecretBox,
      useFactory: (config: Config) => new SecretBox(secretKey(config)),
      inject: [CONFIG],
    },
  ],
  exports: [SecretBox],
})
export class SecretsModule {}
