"""Given names, as they are common in the news of many countries, written down by hand.

A capitalised run of two to four words that opens with one of them is a person unless its last word says otherwise.
"""

import unicodedata
from functools import lru_cache

_LISTED = """
Aaron Abbas Abby Abdel Abdelaziz Abdul Abdullah Abel Abigail Abraham Ada Adam Adel Adrian Agnes Agnieszka Ahmad Ahmed
Ahmet Aisha Akio Akira Alain Alan Albert Alberto Alec Alejandra Alejandro Aleksandar Aleksander Aleksandr Alessandra
Alessandro Alex Alexander Alexandra Alexandre Alexei Alexey Alexis Alfred Alfredo Ali Alice Alicia Alina Alison Allan
Allen Alma Alvaro Alvin Amanda Amber Amelia Amir Amit Amitabh Amy Ana Anastasia Anatoly Anders Andre Andrea Andreas
Andrei Andres Andrew Andrey Andrzej Andy Angela Angelo Angus Anil Anita Anjali Ann Anna Annalena Anne Annette Annie
Anthony Antoine Anton Antonio Anwar Archie Ariel Arjun Arkady Arnold Arthur Arturo Arun Ashley Asif Astrid Audrey
Ayesha Ayman Barack Barbara Barry Bartosz Bashar Beata Beatrice Becky Ben Benedict Benjamin Bernard Bernd Bernhard
Bernie Bert Bertha Beth Betty Beverly Bill Birgit Bjorn Bob Bobby Bogdan Boris Boyd Brad Bradley Brandon Brenda
Brendan Brent Brett Brian Brigitte Brooke Bruce Bruno Bryan Bryce Byron Calvin Cameron Camille Candace Candy Carl
Carla Carlo Carlos Carmen Carol Caroline Carolyn Casey Catherine Cathy Cecilia Celine Cesar Charles Charlie Cheryl
Chester Chiara Chinua Chloe Chris Christina Christine Christophe Christopher Chuck Cindy Claire Clara Clare Clarence
Claude Claudia Claudio Clayton Clifford Clint Clive Colin Connie Connor Corey Cory Craig Cristina Curtis Cynthia Cyril
Damian Damien Dan Dana Daniel Daniela Danielle Danny Daphne Darren Darryl Dave David Deborah Debra Deepak Denis Denise
Dennis Derek Desmond Diana Diane Dick Diego Dieter Dilma Dimitri Dinesh Dirk Dmitri Dmitry Dolly Dolores Dominic
Dominique Donald Donna Doris Dorothy Doug Douglas Drew Duncan Dwight Dylan Eddie Edgar Edith Edmund Eduardo Edward
Edwin Ehud Eileen Ekaterina Elaine Eleanor Elena Eli Elias Elijah Elisabeth Elizabeth Ella Ellen Elliot Elliott Elmer
Elsa Elton Elvis Emanuel Emil Emilia Emilio Emily Emine Emma Emmanuel Enrique Eric Erica Erich Erik Erika Erin Ernest
Ernesto Ernst Esther Ethan Eugene Eva Evan Evelyn Evgeny Evo Fabian Fabio Faisal Farah Fatih Fatima Federico Felipe
Felix Fernanda Fernando Fidel Fiona Florian Floyd Frances Francesca Francesco Francis Francisco Franco Francois Frank
Franklin Franz Fred Freddie Frederic Frederick Friedrich Fritz Gabriel Gabriela Gail Gareth Garry Gary Gavin Gene
Gennady Geoffrey George Georges Gerald Gerard Gerhard Gerry Giacomo Gilbert Giorgio Giovanni Giulia Giuseppe Glenda
Glenn Gloria Golda Gonzalo Goodluck Gordon Graeme Graham Greg Gregory Greta Grigory Guido Guillermo Gunther Gustav
Gustavo Gwen Habib Hafez Haider Hal Hamid Hank Hannah Hans Harold Harriet Harry Haruki Harvey Hasan Hassan Hazel
Hector Heidi Heiko Heinrich Heinz Helen Helena Helmut Henri Henrik Henry Herb Herbert Herman Hermann Hilary Hillary
Hiroshi Homer Horst Hosni Howard Hubert Hugh Hugo Hussein Ian Ibrahim Ichiro Ida Ignacio Igor Ilse Imran Ines Ingrid
Ira Irene Irina Irving Isaac Isabel Isabella Isaiah Ismail Ivan Ivana Ivo Ivy Jack Jackie Jacob Jacqueline Jacques
Jaime Jair Jakob Jakub James Jamie Jan Jana Jane Janet Janice Jared Jason Jasper Javier Jay Jean Jeff Jeffery Jeffrey
Jennifer Jenny Jens Jeremiah Jeremy Jerome Jerry Jesse Jessica Jesus Jill Jim Jimmy Joachim Joan Joanna Joanne Joao
Jodie Joe Joel Joey Johan Johann Johanna Johannes John Johnny Jon Jonas Jonathan Jorge Jose Josef Joseph Josephine
Josh Joshua Joyce Juan Juana Judith Judy Juergen Julia Julian Juliana Julie Julien Julio Julius Jurgen Justin Kamal
Kamala Karen Karim Karin Karl Karsten Kate Katharina Katherine Kathleen Kathryn Kathy Katie Katrin Katy Kay Kayla
Keith Kelly Ken Kendra Kenji Kenneth Kenta Kerry Kevin Khaled Khalid Khalil Kimberly Kirk Kirsten Klaus Kofi Konrad
Konstantin Kristen Kristin Krzysztof Kurt Kwame Kyle Lance Larry Lars Laszlo Laura Lauren Laurent Laurie Lawrence Lea
Lech Lee Leigh Leila Lena Leo Leon Leonard Leonardo Leonid Leonie Leroy Leslie Lester Lewis Liam Lillian Lina Linda
Lindsay Lindsey Lionel Lisa Liz Lois Lorenzo Loretta Louis Louise Luca Lucas Lucia Lucy Luigi Luis Luisa Luiz Lukas
Luke Luther Lydia Lynn Mabel Maciej Mack Magdalena Maggie Mahmoud Maksim Malcolm Malik Manfred Manoj Manuel Manuela
Marc Marcel Marcelo Marcia Marco Marcus Margaret Margarita Margo Maria Mariam Marian Mariana Marie Marilyn Marina
Mario Marion Marisol Marjorie Mark Marko Markus Marlon Marta Martha Martin Martina Martine Marty Marvin Mary Maryam
Massimo Mateusz Mathieu Matt Matteo Matthew Matthias Maureen Maurice Mauricio Max Maxim Maximilian Maxine Maya Megan
Mehmet Melanie Melinda Melissa Mervyn Michael Michail Michal Michel Michele Michelle Mick Mickey Miguel Mike Mikhail
Milan Mildred Miles Milos Milton Mina Miriam Miroslav Mitch Mitchell Mitt Mohamed Mohammad Mohammed Moira Molly Monica
Monika Moses Muammar Muhammad Murat Muriel Murray Mustafa Myra Nabil Nadia Nadine Nancy Naomi Naoto Narendra Nasser
Natalia Natalie Natasha Nathan Nathaniel Neal Ned Neil Nelson Newt Ngozi Nicholas Nick Nicola Nicolas Nicole Niels
Nigel Nikita Nikki Nikola Nikolai Nikolay Nils Nina Noah Noel Nora Norbert Norma Norman Nouri Olaf Ole Oleg Oleksandr
Olena Olga Oliver Olivia Olivier Olusegun Omar Oprah Osama Oscar Oskar Osman Otto Owen Pablo Pamela Paolo Pascal
Patricia Patrick Patrik Patty Paul Paula Pauline Paulo Pavel Pearl Pedro Peggy Penelope Petar Pete Peter Petr Petra
Petro Phil Philip Philippe Phillip Phyllis Pierre Pietro Piotr Preston Priya Rachel Rafael Rahul Raila Raj Rajesh Ralf
Ralph Ramon Randy Raphael Rashid Raul Ravi Ray Raymond Rebecca Recep Reggie Reinhard Renata Renate Rene Rex Rhonda
Ricardo Riccardo Richard Rick Ricky Rita Rob Robert Roberta Roberto Robin Rocco Rodney Rodrigo Roger Rohit Roland Rolf
Ron Ronald Ronnie Rosa Rosemary Rosie Ross Roxanne Roy Ruben Rudolf Rudy Rufus Rupert Russell Ruth Ryan Sabine Sabrina
Sachin Saddam Sadie Salim Sally Salma Salva Sam Samantha Samir Samira Samuel Sandra Sandy Sanjay Sara Sarah Sasha
Satoshi Scott Sean Sebastian Serena Serge Sergei Sergey Sergio Seth Shane Shannon Sharon Shaun Shawn Sheila Sherry
Shimon Shinzo Shirin Shirley Sid Sidney Siegfried Sigrid Silas Silvia Silvio Simon Simone Solomon Sonia Sophia Sophie
Spencer Stacy Stanislav Stanley Stefan Stefania Stefanie Stefano Stella Stephan Stephane Stephanie Stephen Steve
Steven Stewart Stuart Sue Sunil Suresh Susan Susanne Suzanne Sven Svetlana Sylvia Sylvie Tadeusz Takashi Tamara Tammy
Tania Tanya Tara Tariq Tatiana Ted Terence Teresa Terry Tess Thabo Theo Theodor Theodore Theresa Thomas Tim Timothy
Tina Tobias Toby Todd Tom Tomas Tomasz Tommy Toni Tony Torsten Tracy Travis Trevor Troy Tyler Uhuru Ulrich Ulrike Umar
Ursula Uwe Vaclav Valentina Valeria Valerie Valery Vanessa Vera Vernon Veronica Vicente Vicky Victor Vijay Viktor
Vince Vincent Vincenzo Violet Vivian Vladimir Volker Volodymyr Wade Walid Wallace Wally Walt Walter Wanda Warren Wayne
Wendy Werner Wes Wilbur Wilfried Wilhelm Willem William Willie Winston Wojciech Wolfgang Woody Xavier Yasmin Yasser
Yegor Yevgeny Yitzhak Yolanda Yoshihide Yoweri Yulia Yuri Yusuf Yves Yvonne Zach Zachary Zainab Zoe Zofia
"""
_GIVEN = frozenset(_LISTED.casefold().split())


@lru_cache(maxsize=16384)
def is_given(word: str) -> bool:
    """Whether a word is a given name, accents apart."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)) in _GIVEN
