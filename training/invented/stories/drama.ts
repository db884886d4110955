import type { Story } from '../genre.js';

export const dramaStory: Story = {
  titles: {
    adjectives: ['Quiet', 'Long', 'Empty', 'Ordinary', 'Patient', 'Bitter', 'Distant', 'Broken'],
    nouns: [
      'Harvest',
      'Winter',
      'Father',
      'Bridge',
      'Silence',
      'Inheritance',
      'Daughters',
      'Homecoming',
      'Factory',
      'Tide',
    ],
  },
  places: [
    'In a mill town after the factory has closed',
    'On a farm that three generations have fought over',
    'In the last winter of a long war',
    'In a fishing village that the young are leaving',
    'In a crowded flat above a failing shop',
    'In a country still learning how to mourn',
  ],
  roles: ['single mother', 'ageing teacher', 'returning soldier', 'union man', 'estranged son', 'deaf carpenter'],
  beginnings: [
    'comes home to care for a father who no longer knows {him}',
    'loses a job after thirty years and tells nobody',
    'takes in the child of a sister who has died',
    'learns that {her} family has lived on a lie',
    'struggles to forgive the man who caused the accident',
    'must sell the house in which everyone was born',
  ],
  troubles: [
    'Old wounds open at the kitchen table, and what was left unsaid for years can no longer wait.',
    'Poverty and pride wear the family down, until {Friend} makes a choice that shames them all.',
    'As illness takes hold {Name} finds in {Friend} an unlikely friendship across class and silence.',
    'Between guilt and duty {she} drifts away from the children who need {him} most.',
    'The strike divides brothers, and a death in the mine forces the community to face itself.',
    'Memories of the war return with the snow, and the marriage bends under what neither can say.',
  ],
  endings: [
    'Over one painful year {she} learns to grieve, to let go, and to ask for forgiveness.',
    'A quiet portrait of a family that has to break before it can begin to heal.',
    'In the end dignity is all that {Name} has left, and it may be enough.',
    'What remains is a letter to a lost child, and the courage to live on.',
  ],
};
