import { Module } from '@nestjs/common';
import { BenchmarkService } from './benchmark.service.js';
import { MarketService } from './market.service.js';
import { PanelFiguresController } from './panel-figures.controller.js';

@Module({
  controllers: [PanelFiguresController],
  providers: [MarketService, BenchmarkService],
  exports: [BenchmarkService],
})
export class MarketModule {}
