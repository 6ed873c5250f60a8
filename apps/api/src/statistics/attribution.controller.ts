import { AttributionError } from '@groundswell/attribution';
import type { AttributionCalculationAnswer } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ChangesNothing } from '../auth/access.decorators.js';
import { ApiController } from '../http/api-controller.js';
import { TouchWithoutTime, calculateAttribution } from './attribution-calculation.js';
import { AttributionCalculationAnswerDto, AttributionCalculationDto } from './attribution.dto.js';

const DESCRIPTION = `The arithmetic of the attribution report, on paths that are given. Credits, with those of
\`(unattributed)\`, add up to the conversions and the revenue under every model.

- \`first\`, \`last\`, \`lastNonDirect\`, \`linear\`, \`position\` (40 % first, 20 % between, 40 % last; one touch takes
  all, two take half each), \`timeDecay\` (2^(−age ÷ half-life)).
- \`markov\`: removal effects in an absorbing chain of order one, solved exactly by (I − Q)⁻¹ (Anderl et al. 2016).
  The chance to convert is conversions ÷ (conversions + nulls). Channels on no converting path get nothing.
- \`shapley\`: v(S) = conversions of the paths whose channels are all in S (Zhao et al. 2018): equal shares for the distinct
  channels of a path. With \`coalitions\`, the Shapley value (1953) of that game; negative values are kept.`;

@ApiController('statistics/attribution', 'Statistics')
export class AttributionController {
  @Post()
  @HttpCode(200)
  @ChangesNothing()
  @ApiOperation({ summary: 'Shares conversions out among channels', description: DESCRIPTION })
  @ApiOkResponse({ type: AttributionCalculationAnswerDto })
  calculate(@Body() asked: AttributionCalculationDto): AttributionCalculationAnswer {
    try {
      return calculateAttribution(asked);
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof AttributionError) return new ProblemException(400, error.message);
  if (!(error instanceof TouchWithoutTime)) return error;
  const path = `paths.${error.path}.touches.${error.touch}`;
  return new ProblemException(400, `${path}: ${error.message}.`, [{ path, message: error.message }]);
}
