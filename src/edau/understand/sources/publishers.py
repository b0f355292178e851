"""The publishers and licences that the sources name."""

from edau.understand.sources.origin import Licence, Publisher

ONS = Publisher("Office for National Statistics", "Y Swyddfa Ystadegau Gwladol")
WELSH_GOVERNMENT = Publisher("Welsh Government", "Llywodraeth Cymru")
DFE = Publisher("Department for Education", "Yr Adran Addysg (Lloegr)")
NHS_DIGITAL = Publisher("NHS Digital, Organisation Data Service", "NHS Digital, Gwasanaeth Data Sefydliadau")
NHS_WALES = Publisher("NHS Wales", "GIG Cymru")
PUBLIC_HEALTH_WALES = Publisher("Public Health Wales", "Iechyd Cyhoeddus Cymru")
LIBRARIES_HACKED = Publisher("Libraries Hacked", "Libraries Hacked")
UK_RAILWAY_STATIONS = Publisher("uk-railway-stations contributors", "Cyfranwyr uk-railway-stations")
OPENSTREETMAP = Publisher(
    "British Red Cross and OpenStreetMap contributors", "Y Groes Goch Brydeinig a chyfranwyr OpenStreetMap"
)
MET_OFFICE = Publisher("Met Office", "Y Swyddfa Dywydd")
ORDNANCE_SURVEY = Publisher("Ordnance Survey", "Arolwg Ordnans")
COMMONS_LIBRARY = Publisher("House of Commons Library", "Llyfrgell Tŷ’r Cyffredin")

_OGL_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_OGL_EN = "Contains public sector information licensed under the Open Government Licence v3.0."
_OGL_CY = "Yn cynnwys gwybodaeth sector cyhoeddus a drwyddedwyd o dan y Drwydded Llywodraeth Agored f3.0."
OGL = Licence("OGL-UK-3.0", _OGL_URL, _OGL_EN, _OGL_CY)
OGL_ONS = Licence(
    "OGL-UK-3.0",
    _OGL_URL,
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    "Ffynhonnell: y Swyddfa Ystadegau Gwladol, trwyddedwyd o dan y Drwydded Llywodraeth Agored f3.0.",
)
OGL_ONS_GEOGRAPHY = Licence(
    "OGL-UK-3.0",
    _OGL_URL,
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right.",
    "Ffynhonnell: y Swyddfa Ystadegau Gwladol, trwyddedwyd o dan y Drwydded Llywodraeth Agored f3.0. "
    "Yn cynnwys data OS © Hawlfraint y Goron a hawl cronfa ddata.",
)
OGL_OS = Licence(
    "OGL-UK-3.0",
    _OGL_URL,
    "Contains OS data © Crown copyright and database right.",
    "Yn cynnwys data OS © Hawlfraint y Goron a hawl cronfa ddata.",
)
OGL_WELSH_GOVERNMENT = Licence(
    "OGL-UK-3.0",
    _OGL_URL,
    "Source: Welsh Government, licensed under the Open Government Licence v3.0.",
    "Ffynhonnell: Llywodraeth Cymru, trwyddedwyd o dan y Drwydded Llywodraeth Agored f3.0.",
)
MIT_LIBRARIES_HACKED = Licence(
    "MIT",
    "https://opensource.org/license/mit",
    "Library data from Libraries Hacked, MIT License.",
    "Data llyfrgelloedd gan Libraries Hacked, Trwydded MIT.",
)
MIT_PUBLIC_HEALTH_WALES = Licence(
    "MIT",
    "https://opensource.org/license/mit",
    "NHS Wales sites from Public Health Wales (r_nhs_wales_orgs_and_sites), MIT License.",
    "Safleoedd GIG Cymru gan Iechyd Cyhoeddus Cymru (r_nhs_wales_orgs_and_sites), Trwydded MIT.",
)
ODBL_STATIONS = Licence(
    "ODbL-1.0",
    "https://opendatacommons.org/licenses/odbl/1-0/",
    "Railway stations from uk-railway-stations, available under the Open Database License v1.0.",
    "Gorsafoedd rheilffordd o uk-railway-stations, ar gael o dan y Drwydded Cronfa Ddata Agored f1.0.",
)
ODBL_OPENSTREETMAP = Licence(
    "ODbL-1.0",
    "https://opendatacommons.org/licenses/odbl/1-0/",
    "Travel times made from © OpenStreetMap contributors, available under the Open Database License v1.0.",
    "Amseroedd teithio a wnaed o ddata © cyfranwyr OpenStreetMap, ar gael o dan y Drwydded Cronfa Ddata "
    "Agored f1.0.",
)
