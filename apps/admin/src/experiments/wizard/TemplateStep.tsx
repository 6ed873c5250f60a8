import { EXPERIMENT_TEMPLATES } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import CardActionArea from '@mui/material/CardActionArea';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { type Draft, draftOfTemplate } from './draft.js';
import { useTemplateHypothesis } from './useTemplateHypothesis.js';

/** What one begins from. What was typed stays; the template's own settings are taken. */
export function TemplateStep({ draft, onTemplate }: { draft: Draft; onTemplate(draft: Draft): void }) {
  const translate = useTranslate();
  const hypothesisOf = useTemplateHypothesis();
  const columns = { xs: '1fr', sm: '1fr 1fr', lg: '1fr 1fr 1fr' };
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: columns }}>
      {EXPERIMENT_TEMPLATES.map((template) => (
        <Card
          key={template}
          variant="outlined"
          sx={{ borderColor: template === draft.template ? 'primary.main' : undefined }}
        >
          <CardActionArea
            onClick={() => {
              const hypothesis = hypothesisOf(template);
              const { id, name, key, metrics } = draft;
              onTemplate({ ...draftOfTemplate(template, hypothesis), id, name, key, metrics });
            }}
            data-testid={`template-${template}`}
            sx={{
              p: 1.5,
              height: '100%',
              display: 'flex',
              flexDirection: 'column',
              alignItems: 'start',
              justifyContent: 'start',
            }}
          >
            <Typography sx={{ fontWeight: 600 }}>
              {translate(`gs.experiments.templates.${template}`)}
            </Typography>
            <Typography variant="body2" color="text.secondary">
              {translate(`gs.experiments.templates.${template}Text`)}
            </Typography>
          </CardActionArea>
        </Card>
      ))}
    </Box>
  );
}
