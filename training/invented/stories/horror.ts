import type { Story } from '../genre.js';

export const horrorStory: Story = {
  titles: {
    adjectives: ['Hollow', 'Crooked', 'Restless', 'Buried', 'Pale', 'Whispering', 'Hungry', 'Rotten'],
    nouns: ['Lantern', 'Cellar', 'Orchard', 'Scarecrow', 'Chapel', 'Grave', 'Nursery', 'Well', 'Teeth', 'Shadow'],
  },
  places: [
    'In a farmhouse that no map shows',
    'In a boarding school emptied by fever',
    'In a valley where the church bell rings by itself',
    'On the last night of the county fair',
    'In the flooded cellars below an old hospital',
    'In a house that was sold too cheaply',
  ],
  roles: ['night nurse', 'grieving widow', 'gravedigger', 'orphaned student', 'country doctor', 'sleepless babysitter'],
  beginnings: [
    'finds a door that was bricked up from the inside',
    'hears a dead child singing behind the wall',
    'opens a grave and finds it full of teeth',
    'wakes each night at the edge of the same black well',
    'inherits a doll that is never where it was left',
    'reads a curse aloud from the wall of a ruined chapel',
  ],
  troubles: [
    'Each night another neighbour vanishes, and something under the floor learns to speak with the missing voices.',
    'The mirrors no longer show {Name}, only a pale figure that comes one step closer every evening.',
    'Blood seeps from the wallpaper, and {Friend} starts to talk in a language that died centuries ago.',
    'Whatever was buried here is awake and hungry, and it already wears the face of {Friend}.',
    'The dead walk out of the fog, patient and smiling, and call {Name} by {her} childhood name.',
    'A scarecrow changes fields each night, and every morning there is fresh blood on its straw hands.',
  ],
  endings: [
    'To see the morning {she} must dig up the old sin of the house before the demon takes its last victim.',
    'Only a terrible sacrifice can send the ghosts back, and the candles are already going out.',
    'As the screams come nearer {she} learns that the monster was invited, and by whom.',
    'Nobody leaves alive unless {Name} goes down alone into the dark and faces what waits there.',
  ],
};
