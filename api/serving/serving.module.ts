import { Global, Module } from '@nestjs/common';
import { Families } from '../models/families.js';
import { ServingSlots } from './serving-slots.js';

@Global()
@Module({
  providers: [
    { provide: ServingSlots, useFactory: (families: Families) => new ServingSlots(families), inject: [Families] },
  ],
  exports: [ServingSlots],
})
export class ServingModule {}
