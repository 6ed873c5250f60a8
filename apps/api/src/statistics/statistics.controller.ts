import { ProblemException } from '@groundswell/platform';
import { StatisticsError } from '@groundswell/statistics';
import { Body, HttpCode, Post, applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ChangesNothing } from '../auth/access.decorators.js';
import { ApiController } from '../http/api-controller.js';
import {
  calculateBayesian,
  calculateCuped,
  calculateProportions,
  calculateQuantile,
  calculateRatio,
  calculateSequential,
  calculateTtest,
} from './comparison-calculations.js';
import { ABOUT } from './formulas.js';
import { calculateAdjust, calculatePower, calculateSbg, calculateSrm } from './plan-calculations.js';
import {
  AdjustAnswerDto,
  AdjustDto,
  BayesianAnswerDto,
  BayesianDto,
  CupedAnswerDto,
  CupedDto,
  PowerAnswerDto,
  PowerDto,
  ProportionsAnswerDto,
  ProportionsDto,
  QuantileDto,
  RatioDto,
  SbgAnswerDto,
  SbgDto,
  SequentialAnswerDto,
  SequentialDto,
  SrmAnswerDto,
  SrmDto,
  TestAnswerDto,
  TtestDto,
} from './statistics.dto.js';

/** A calculation on given numbers, with its formula and source in the OpenAPI document. */
function Calculation(test: keyof typeof ABOUT, answer: new () => object) {
  const [summary, description] = ABOUT[test];
  return applyDecorators(
    Post(test),
    HttpCode(200),
    ChangesNothing(),
    ApiOperation({ summary, description }),
    ApiOkResponse({ type: answer }),
  );
}

@ApiController('statistics', 'Statistics')
export class StatisticsController {
  @Calculation('ttest', TestAnswerDto)
  ttest(@Body() asked: TtestDto) {
    return orRefusal(() => calculateTtest(asked));
  }

  @Calculation('proportions', ProportionsAnswerDto)
  proportions(@Body() asked: ProportionsDto) {
    return orRefusal(() => calculateProportions(asked));
  }

  @Calculation('ratio', TestAnswerDto)
  ratio(@Body() asked: RatioDto) {
    return orRefusal(() => calculateRatio(asked));
  }

  @Calculation('cuped', CupedAnswerDto)
  cuped(@Body() asked: CupedDto) {
    return orRefusal(() => calculateCuped(asked));
  }

  @Calculation('quantile', TestAnswerDto)
  quantile(@Body() asked: QuantileDto) {
    return orRefusal(() => calculateQuantile(asked));
  }

  @Calculation('sequential', SequentialAnswerDto)
  sequential(@Body() asked: SequentialDto) {
    return orRefusal(() => calculateSequential(asked));
  }

  @Calculation('bayesian', BayesianAnswerDto)
  bayesian(@Body() asked: BayesianDto) {
    return orRefusal(() => calculateBayesian(asked));
  }

  @Calculation('srm', SrmAnswerDto)
  srm(@Body() asked: SrmDto) {
    return orRefusal(() => calculateSrm(asked));
  }

  @Calculation('adjust', AdjustAnswerDto)
  adjust(@Body() asked: AdjustDto) {
    return calculateAdjust(asked);
  }

  @Calculation('power', PowerAnswerDto)
  power(@Body() asked: PowerDto) {
    return orRefusal(() => calculatePower(asked));
  }

  @Calculation('sbg', SbgAnswerDto)
  sbg(@Body() asked: SbgDto) {
    return orRefusal(() => calculateSbg(asked));
  }
}

/** @throws ProblemException 400 that names what cannot be calculated with */
function orRefusal<T>(calculate: () => T): T {
  try {
    return calculate();
  } catch (error) {
    if (!(error instanceof StatisticsError)) throw error;
    const { path, message } = error;
    throw new ProblemException(400, `${path} ${message}.`, [{ path, message }]);
  }
}
