import type { Story } from '../genre.js';

export const mysteryStory: Story = {
  titles: {
    adjectives: ['Missing', 'Third', 'Locked', 'Anonymous', 'Vanishing', 'Silver', 'Unlisted', 'Foggy'],
    nouns: ['Witness', 'Key', 'Alibi', 'Portrait', 'Clue', 'Lodger', 'Envelope', 'Passenger', 'Cipher', 'Inspector'],
  },
  places: [
    'In a manor cut off by snow, with eleven guests',
    'In a harbour town wrapped in fog',
    'On the top floor of a hotel without a thirteenth room',
    'In the archive of a provincial newspaper',
    'In a village where everybody has the same alibi',
    'On the slow boat up the Nile',
  ],
  roles: [
    'retired inspector',
    'private detective',
    'curious librarian',
    'crime reporter',
    'forensic clerk',
    'blind witness',
  ],
  beginnings: [
    'finds a body in a room that was locked from within',
    'receives an anonymous letter that names the next victim',
    'recognises a stolen portrait on a stranger’s wall',
    'is hired to find a woman who never existed',
    'discovers a cipher in the margins of a dead man’s diary',
    'reopens a murder case that was closed too quickly',
  ],
  troubles: [
    'Every clue leads to another suspect, and every suspect was having tea at the time of the murder.',
    'The only witness has vanished, and somebody has burned the page that explains the disappearance.',
    'Behind the false fingerprints {Name} uncovers an old secret that the whole village agreed to forget.',
    'The detective’s own name turns up in the victim’s notebook, next to that of {Friend}.',
    'A second body is found before the first can be identified, and both carried the same key.',
    'Nobody is who they claim to be, least of all {Friend}, whose alibi is a little too perfect.',
  ],
  endings: [
    'To solve the riddle {she} gathers all the suspects in one room and turns out the light.',
    'The last clue was in plain sight from the start, and the culprit is still at the table.',
    'As the investigation closes in {Name} must unmask the murderer before becoming the next case.',
    'The truth about that night lies in a sealed envelope, and someone will kill to keep it shut.',
  ],
};
